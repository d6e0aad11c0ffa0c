import { loginTool } from "./login";

export const oras = loginTool({
  tool: "oras",
  title: "ORAS",
  install: { en: "ORAS 1.0 or newer", de: "ORAS 1.0 oder neuer", url: "https://oras.land/docs/installation" },
  plainHttpFlag: "--plain-http",
});
