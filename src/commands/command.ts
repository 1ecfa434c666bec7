import type { Card } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import type { Actor } from '../people/actor.ts';
import type { Role } from '../people/actor.ts';
import type { Chat } from '../notify/chat-directory.ts';
import type { SaidFile } from '../ports/messenger.ts';
import type { TextKey } from '../texts/texts.ts';
import type { ArgumentsOf, CommandSpec } from './grammar/command-spec.ts';

/** Where and by whom a command was given. */
export interface Spoken {
  by: Actor;
  /** The speaker's account. */
  account: { messenger: string; id: string; name: string };
  chat: Chat;
  /** People mentioned, in order. */
  mentions: readonly { id: string; name: string }[];
  /** The push that brought it, for keys that make a repetition harmless. */
  eventKey: string;
  /** Pictures and files of the message. */
  files: readonly SaidFile[];
}

/** What the bot answers; `card` posts that ticket's card again in this chat, `form` a card to fill in. */
export interface CommandAnswer {
  text?: string;
  card?: number;
  form?: Card;
}

export interface Command<Spec extends CommandSpec = CommandSpec> {
  spec: Spec;
  about: TextKey;
  least: Role;
  run(desk: Desk, args: ArgumentsOf<Spec>, spoken: Spoken): Promise<CommandAnswer>;
}

/** Ties arguments to their spec; one command per file in src/commands. */
export const defineCommand = <const Spec extends CommandSpec>(command: Command<Spec>): Command<Spec> => command;
