import { loginTool } from "./login";

export const helm = loginTool({
  tool: "helm",
  title: "Helm",
  command: "helm registry",
  install: { en: "Helm 3.8 or newer", de: "Helm 3.8 oder neuer", url: "https://helm.sh/docs/intro/install/" },
  plainHttpFlag: "--plain-http",
});
