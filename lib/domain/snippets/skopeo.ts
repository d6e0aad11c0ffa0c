import { loginTool } from "./login";

export const skopeo = loginTool("skopeo", "skopeo", "--tls-verify=false");
