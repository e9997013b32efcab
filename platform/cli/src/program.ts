import { environmentLocale } from "@tessera/contracts";
import { Command, CommanderError } from "commander";
import { registerApp } from "./command/app.ts";
import { registerCall } from "./command/call.ts";
import { registerConnector } from "./command/connector.ts";
import { registerLogin } from "./command/login.ts";
import { registerRun } from "./command/run.ts";
import { registerToken } from "./command/token.ts";
import { type Context, type Register, createContext } from "./context.ts";
import { UsageError, describeFailure } from "./output/failure.ts";
import { speakingHelp, translateUsageError } from "./output/commander-texts.ts";
import { translator } from "./text/text.ts";

/** One line per command family. */
const commands: readonly Register[] = [registerLogin, registerToken, registerConnector, registerCall, registerRun, registerApp];

const version = "0.1.0";

export function createProgram(context: Context): Command {
  const program = new Command("tessera").description(context.text("program")).version(version, "-V, --version", context.text("optionProgramVersion")).exitOverride().showHelpAfterError();
  program.helpOption("-h, --help", context.text("optionHelp")).helpCommand("help [command]", context.text("commandHelp")).configureHelp(speakingHelp(context.text));
  // `tessera --version` is ours, `connector publish x --version 1.4.0` belongs to the command.
  program.enablePositionalOptions();
  program.configureOutput({ writeOut: (line) => context.stdout.write(line), writeErr: (line) => context.stderr.write(line), outputError: (line, write) => write(translateUsageError(line, context.text)) });
  for (const register of commands) register(program, context);
  // Sub-commands are made before exitOverride could be inherited by those added later.
  const override = (command: Command): void => {
    command.exitOverride();
    command.commands.forEach(override);
  };
  override(program);
  return program;
}

/** Runs one command line. Resolves to the exit code: 0, 1 failed, 2 called wrongly. */
export async function runProgram(args: readonly string[], io: Pick<Context, "environment" | "stdin" | "stdout" | "stderr">): Promise<number> {
  const locale = environmentLocale(io.environment);
  const text = translator(locale);
  const context = createContext({ ...io, text, locale });
  process.exitCode = 0;
  try {
    await createProgram(context).parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr.write(`${describeFailure(error, text)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
