import { loginTool } from "./login";

/** crane allows plain HTTP for loopback names by itself. */
export const crane = loginTool({
  tool: "crane",
  title: "crane",
  command: "crane auth",
  install: {
    en: "crane, of go-containerregistry",
    de: "crane, aus go-containerregistry",
    url: "https://github.com/google/go-containerregistry/tree/main/cmd/crane",
  },
  notes: [
    {
      en: "crane stores the key without trying it: the first pull or push is the first login.",
      de: "crane speichert den Schlüssel, ohne ihn zu prüfen: Der erste Pull oder Push ist die erste Anmeldung.",
    },
  ],
});
