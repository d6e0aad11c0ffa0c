import { loginTool } from "./login";

export const buildah = loginTool("buildah", "Buildah", "--tls-verify=false");
