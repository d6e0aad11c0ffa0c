import { loginTool } from "./login";

export const skopeo = loginTool({
  tool: "skopeo",
  title: "skopeo",
  install: {
    en: "skopeo; on Debian and Fedora the package skopeo",
    de: "skopeo; unter Debian und Fedora das Paket skopeo",
    url: "https://github.com/containers/skopeo/blob/main/install.md",
  },
  plainHttpFlag: "--tls-verify=false",
});
