"use client";

import * as commands from "./all-commands";
import { LoginCommands, type LoginCommandsProps } from "./login-commands";

/** The commands of every tool, all of them here at once: for what is itself fetched when it is wanted. */
export const AllLoginCommands = (props: Omit<LoginCommandsProps, "tools" | "commands">) => (
  <LoginCommands {...props} tools={commands.snippetTools} commands={commands} />
);
