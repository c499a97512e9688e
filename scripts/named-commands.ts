/** One command of a script, such as `npm run protocol --`. */
export type Command = {
  readonly usage: string;
  /** Prints its result and gives the exit code. */
  readonly run: (args: readonly string[]) => number | Promise<number>;
};

/** What a command that failed says, and its exit code. */
export type Told = { readonly text: string; readonly code: number };

/**
 * Makes what runs the command whose name is first with the arguments that follow: prints what it says and gives its
 * exit code, 2 where there is no such command. `tell` words what a command throws; null: nobody expected it.
 */
export function createRunCommand(options: {
  readonly usage: string;
  readonly commands: Readonly<Record<string, () => Promise<Command>>>;
  readonly tell: (error: unknown, name: string) => Told | null;
}): (args: readonly string[]) => Promise<number> {
  const { usage, commands, tell } = options;
  return async ([name = '', ...args]) => {
    if (name === '--help' || name === 'help') {
      console.log(usage);
      return 0;
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined) {
      console.error(name === '' ? usage : `There is no command ${name}.\n\n${usage}`);
      return 2;
    }
    const command = await load();
    if (args.includes('--help')) {
      console.log(command.usage);
      return 0;
    }
    try {
      return await command.run(args);
    } catch (error) {
      const told = tell(error, name);
      if (told === null) throw error;
      console.error(told.text);
      return told.code;
    }
  };
}
