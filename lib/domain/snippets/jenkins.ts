import { defineTool, imageOf } from "./define-tool";
import { groovyString } from "./file-quote";
import { shellQuote } from "./shell-quote";
import type { SnippetInput } from "./types";

export const jenkins = defineTool({
  tool: "jenkins",
  title: "Jenkins",
  install: {
    en: "The plug-in Credentials Binding, and docker on the agent",
    de: "Das Plug-in Credentials Binding, und docker auf dem Agenten",
    url: "https://plugins.jenkins.io/credentials-binding/",
  },
  hasLiteral: false,
  write: (input) => ({
    lines: "",
    files: [{ name: "Jenkinsfile", language: "groovy", content: pipeline(input) }],
    notes: [
      {
        en: "First store the key: Manage Jenkins → Credentials, kind Secret text, ID wharfkey.",
        de: "Zuerst den Schlüssel speichern: Manage Jenkins → Credentials, Art Secret text, ID wharfkey.",
      },
    ],
  }),
});

function pipeline(input: SnippetInput): string {
  const image = shellQuote(imageOf(input));
  const login = `printf %s "$WHARFKEY_APIKEY" | docker login -u ${input.username} --password-stdin ${shellQuote(input.host)}`;
  // Single quotes: Groovy must not put the key into the command, the shell takes it from its environment.
  return `pipeline {
  agent any
  stages {
    stage('Image') {
      steps {
        withCredentials([string(credentialsId: 'wharfkey', variable: 'WHARFKEY_APIKEY')]) {
          sh ${groovyString(login)}
        }
        sh ${groovyString(`docker build -t ${image} .`)}
        sh ${groovyString(`docker push ${image}`)}
      }
    }
  }
}
`;
}
