export { snippetTools } from "@/lib/domain/snippets/catalogue";
export { CommandAim } from "./command-aim";
export { LiteralCommands } from "./literal-commands";
