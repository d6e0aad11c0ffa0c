import { loginTool } from "./login";

/** nerdctl allows plain HTTP for every loopback name by itself. */
export const nerdctl = loginTool({
  tool: "nerdctl",
  title: "nerdctl",
  install: {
    en: "nerdctl, beside containerd",
    de: "nerdctl, neben containerd",
    url: "https://github.com/containerd/nerdctl",
  },
});
