import { ensureBuild } from "./lib/build";
import { main } from "./lib/cli";

// `npm run build`: the pages and the server, unless a build of these sources is there.
main(ensureBuild);
