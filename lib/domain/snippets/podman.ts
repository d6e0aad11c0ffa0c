import { loginTool } from "./login";

export const podman = loginTool("podman", "Podman", "--tls-verify=false");
