import { loginTool } from "./login";

export const buildah = loginTool({
  tool: "buildah",
  title: "Buildah",
  install: {
    en: "Buildah; on Debian and Fedora the package buildah",
    de: "Buildah; unter Debian und Fedora das Paket buildah",
    url: "https://github.com/containers/buildah/blob/main/install.md",
  },
  plainHttpFlag: "--tls-verify=false",
});
