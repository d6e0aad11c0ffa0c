import { loginTool } from "./login";

export const podman = loginTool({
  tool: "podman",
  title: "Podman",
  install: {
    en: "Podman; on Debian and Fedora the package podman",
    de: "Podman; unter Debian und Fedora das Paket podman",
    url: "https://podman.io/docs/installation",
  },
  plainHttpFlag: "--tls-verify=false",
});
