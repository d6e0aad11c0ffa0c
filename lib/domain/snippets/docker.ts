import { loginTool } from "./login";

/** docker allows plain HTTP for every loopback name by itself. */
export const docker = loginTool({
  tool: "docker",
  title: "Docker",
  install: {
    en: "Docker Engine or Docker Desktop",
    de: "Docker Engine oder Docker Desktop",
    url: "https://docs.docker.com/engine/install/",
  },
});
