import { isAppError } from '../../shared/errors.ts';
import type { DirectoryDesk } from '../../shared/people/directory-desk.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { DirectoryCommand, DirectoryMessage } from './directory-state.ts';
import { DIRECTORY } from './french-directory.ts';

interface ConductorParts {
  readonly desk: DirectoryDesk;
  readonly send: (message: DirectoryMessage) => void;
  readonly repaint: () => void;
  readonly leave: () => void;
}

/** While cards are still opening, the list is asked again. */
const AGAIN_MS = 500;

/** Asks the server and tells the screen: one search at a time, the last one typed, so that a slow line is not flooded. */
export class DirectoryConductor {
  readonly #parts: ConductorParts;
  #isAsking = false;
  #wanted: string | undefined;
  #last = '';
  #again: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#find('');
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#again);
  }

  perform(command: DirectoryCommand): void {
    if (command.do === 'find') this.#find(command.where);
    else if (command.do === 'show') void this.#tell(() => this.#shown(command.id));
    else if (command.do === 'filters') void this.#tell(() => this.#filters());
    else if (command.do === 'searches') void this.#tell(() => this.#kept());
    else if (command.do === 'keep')
      void this.#tell(async () => {
        await this.#parts.desk.keepSearch(command.search);
        return await this.#kept(DIRECTORY.searches.kept(command.search.name));
      });
    else if (command.do === 'forget')
      void this.#tell(async () => {
        await this.#parts.desk.forgetSearch(command.name);
        return await this.#kept(DIRECTORY.searches.forgotten(command.name));
      });
    else if (command.do === 'repaint') this.#parts.repaint();
    else this.#parts.leave();
  }

  #find(where: string): void {
    clearTimeout(this.#again);
    this.#wanted = where;
    if (!this.#isAsking) void this.#findWanted();
  }

  async #findWanted(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted !== undefined && !this.#isOver) {
      const where = this.#wanted;
      this.#wanted = undefined;
      this.#last = where;
      await this.#tell(() => this.#found(where));
    }
    this.#isAsking = false;
  }

  async #found(where: string): Promise<DirectoryMessage> {
    const found = cleanDeep(await this.#parts.desk.find(where));
    if (found.opened < found.all && !this.#isOver)
      this.#again = setTimeout(() => this.#find(this.#last), AGAIN_MS);
    return { type: 'found', found };
  }

  async #shown(id: string): Promise<DirectoryMessage> {
    return { type: 'card', card: cleanDeep(await this.#parts.desk.show(id)) };
  }

  async #filters(): Promise<DirectoryMessage> {
    return { type: 'filters-came', lines: cleanDeep(await this.#parts.desk.filters()) };
  }

  async #kept(said?: string): Promise<DirectoryMessage> {
    const { searches: lines, unreadable } = cleanDeep(await this.#parts.desk.searches());
    return { type: 'kept', lines, unreadable, ...(said !== undefined && { said }) };
  }

  async #tell(work: () => Promise<DirectoryMessage>): Promise<void> {
    const told = await work().catch((error: unknown): DirectoryMessage => {
      if (!isAppError(error)) throw error;
      return { type: 'refused', text: cleanDeep(`${error.message} ${error.hint}`) };
    });
    if (!this.#isOver) this.#parts.send(told);
  }
}
