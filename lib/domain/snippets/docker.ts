import { loginTool } from "./login";

/** docker allows plain HTTP for every loopback name by itself. */
export const docker = loginTool("docker", "Docker");
