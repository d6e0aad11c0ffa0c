import { accessToken } from "./access-token";
import { pushArguments } from "./cloud-foundry";
import { defineTool } from "./define-tool";

/** `ibmcloud cr login` as it works here, and IBM Cloud's own commands, which know regions by their former names. */
export const ibmcloud = defineTool({
  tool: "ibmcloud",
  title: "ibmcloud",
  install: {
    en: "Here Docker, curl and jq. For IBM Cloud: the ibmcloud CLI with its plug-in container-registry",
    de: "Hier Docker, curl und jq. Für IBM Cloud: die ibmcloud-CLI mit dem Plug-in container-registry",
    url: "https://cloud.ibm.com/docs/cli",
  },
  write: (input, shell) => {
    const { key, quote } = shell;
    const token = accessToken(input, shell);
    const login = shell.withVariable("IBMCLOUD_API_KEY", key.word(), "ibmcloud login");
    const setRegion = `ibmcloud cr region-set ${quote(input.region?.formerName ?? input.region?.id ?? "REGION")}`;
    const push = `ibmcloud cf push ${pushArguments(input, shell, "-o")}`;
    return {
      lines: `${token.before}${token.print} | docker login -u iambearer --password-stdin ${quote(input.host)}`,
      notes: [
        {
          en: "The short-lived login that ibmcloud cr login makes: docker stores an access token instead of the key.",
          de: "Die kurzlebige Anmeldung, die ibmcloud cr login herstellt: docker speichert ein Zugriffstoken statt des Schlüssels.",
        },
      ],
      others: [
        {
          id: "ibm-cr-login",
          title: { en: "On IBM Cloud: cr login", de: "In IBM Cloud: cr login" },
          lines: input.literal
            ? `ibmcloud login --apikey ${key.word()}\n${setRegion}\nibmcloud cr login`
            : key.before + [login, setRegion, "ibmcloud cr login"].join(shell.and),
          notes: [onIbmCloud],
        },
        {
          id: "ibm-cf-push",
          title: { en: "On IBM Cloud: cf push", de: "In IBM Cloud: cf push" },
          lines: input.literal
            ? `${shell.exportVariable("CF_DOCKER_PASSWORD", key.word())}\n${push}`
            : `${key.before}${shell.withVariable("CF_DOCKER_PASSWORD", key.word(), push)}`,
          notes: [
            {
              en: "IBM's public Cloud Foundry has ended; elsewhere, cf push does the same.",
              de: "IBMs öffentliches Cloud Foundry gibt es nicht mehr; anderswo leistet cf push dasselbe.",
            },
          ],
        },
      ],
    };
  },
});

const onIbmCloud = {
  en: "For registries at icr.io, with a key of IBM Cloud.",
  de: "Für Registrys unter icr.io, mit einem Schlüssel von IBM Cloud.",
};
