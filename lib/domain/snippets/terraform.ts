import { defineTool, imageOf } from "./define-tool";
import { hclString } from "./file-quote";
import type { SnippetInput } from "./types";

export const terraform = defineTool({
  tool: "terraform",
  title: "Terraform",
  install: {
    en: "Terraform or OpenTofu, and the provider kreuzwerker/docker",
    de: "Terraform oder OpenTofu, und der Provider kreuzwerker/docker",
    url: "https://developer.hashicorp.com/terraform/install",
  },
  write: (input, shell) => {
    const variable = "TF_VAR_wharfkey_apikey";
    const apply = "terraform apply";
    return {
      lines: input.literal
        ? `${shell.exportVariable(variable, shell.key.word())}\n${apply}`
        : shell.key.before + shell.withVariable(variable, shell.key.word(), apply),
      files: [{ name: "registry.tf", language: "hcl", content: configuration(input) }],
      notes: [
        {
          en: "The key is a sensitive variable and in no file. Where a resource takes it over, the state holds it: keep the state encrypted.",
          de: "Der Schlüssel ist eine sensible Variable und steht in keiner Datei. Wo eine Ressource ihn übernimmt, enthält ihn der State: diesen verschlüsselt aufbewahren.",
        },
      ],
    };
  },
});

function configuration(input: SnippetInput): string {
  return `terraform {
  required_providers {
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "wharfkey_apikey" {
  type      = string
  sensitive = true
}

provider "docker" {
  registry_auth {
    address  = ${hclString(input.host)}
    username = "${input.username}"
    password = var.wharfkey_apikey
  }
}

data "docker_registry_image" "image" {
  name = ${hclString(imageOf(input))}
}
`;
}
