import { messageFor } from '../keys/key-dispatch.ts';
import type { Key } from '../keys/key-names.ts';
import { type LinearMount, mountLinear } from '../linear/linear-output.ts';
import type { Message } from '../state/messages.ts';
import type { WorkstationStore } from '../state/store.ts';
import { createTicker } from '../state/ticker.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { type Clipboard, openClipboard } from '../term/clipboard.ts';
import { Compositor } from '../term/compositor.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { LinearScreen } from '../term/linear-screen.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { type Capabilities, drawnSize, probe } from '../term/probe.ts';
import { wordsInCharset } from '../term/spelled-signs.ts';
import type { Screen } from '../term/surface.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { calmView } from './calm-view.ts';
import { loadRoots } from './load-roots.ts';
import type { Attachment, AttachmentEnd } from './session-contract.ts';

export interface AttachmentParts {
  readonly terminal: TerminalStreams;
  readonly store: WorkstationStore;
  readonly send: (message: Message) => void;
  readonly now: () => number;
}

/** An attachment as its session sees it. */
export interface OpenAttachment extends Attachment {
  /** Resolves once the panes are mounted and the first frame is on its way, or at once if it ended before. */
  open(): Promise<void>;
  /** To the terminal’s clipboard, emptied when the call’s card goes and with the terminal; false where there is none. */
  copy(text: string): boolean;
  /** Every cell anew (Ctrl-L). */
  repaint(): void;
  end(why: AttachmentEnd): void;
}

/** Keys of the terminal become messages; the feed starts before anything is drawn: nothing typed ahead is echoed. */
function feedKeys({ terminal, store, send }: AttachmentParts, capabilities: Capabilities): () => void {
  const { charset, escapeWaitMs } = capabilities;
  const onKey = (key: Key) => {
    if (key.name === 'ctrl-z' && terminal.onSuspendKey) return terminal.onSuspendKey();
    const message = messageFor(store.getState(), key);
    if (message) send({ type: 'key', key: key.name, means: message });
  };
  return startKeyFeed({ source: terminal.input, onKey, escapeWaitMs, charset });
}

/** The lines in the signs that the terminal has. */
function encoded(lines: readonly string[], charset: Capabilities['charset']): string | Uint8Array {
  const text = lines.map((line) => `${wordsInCharset(line, charset)}\r\n`).join('');
  return charset === 'latin-1' ? Buffer.from(text, 'latin1') : text;
}

function callShown({ stage }: WorkstationState): string | undefined {
  return stage.at === 'call' || stage.at === 'saving' ? stage.call.card.callId : undefined;
}

/** What was copied of a card goes with it. */
function emptiedWithCard(store: WorkstationStore, clipboard: Clipboard): () => void {
  return store.subscribe((state, before) => {
    if (callShown(state) !== callShown(before)) clipboard.empty();
  });
}

/** Shows the store on a terminal until `end`; whatever ends it, the terminal is given back first. */
class LiveAttachment implements OpenAttachment {
  private readonly parts: AttachmentParts;
  private readonly capabilities: Capabilities;
  private readonly screen: Screen;
  private readonly clipboard: Clipboard;
  private readonly finished = Promise.withResolvers<AttachmentEnd>();
  private readonly undo: (() => void)[] = [];
  /** Instead of panes, where lines are told one after the other. */
  private linear: LinearMount | undefined;
  private isOver = false;

  constructor(parts: AttachmentParts) {
    const { terminal } = parts;
    this.parts = parts;
    this.capabilities = probe(terminal.env);
    const size = drawnSize(terminal.size());
    const { output } = terminal;
    this.clipboard = openClipboard(output, this.capabilities);
    this.screen = this.capabilities.addressable
      ? new Compositor({ output, capabilities: this.capabilities, size })
      : new LinearScreen(output, this.capabilities);
    // Whoever started it may look at `ended` much later.
    this.finished.promise.catch(() => {});
  }

  get ended(): Promise<AttachmentEnd> {
    return this.finished.promise;
  }

  get sent(): Attachment['sent'] {
    return this.screen.sent;
  }

  async open(): Promise<void> {
    const { terminal, store, now } = this.parts;
    const { capabilities, screen } = this;
    const stopKeys = feedKeys(this.parts, capabilities);
    const gone = () => this.end('detached');
    for (const stream of [terminal.input, terminal.output]) stream.on('close', gone).on('error', gone);
    terminal.input.on('end', gone);
    this.undo.push(stopKeys, () => {
      for (const stream of [terminal.input, terminal.output]) stream.off('close', gone).off('end', gone);
    });
    const { mountPanes } = await loadRoots();
    if (this.isOver) return;
    terminal.output.write(enterText(capabilities));
    this.undo.push(
      terminal.onResize(() => this.resize()),
      () => screen.close(),
    );
    this.undo.push(emptiedWithCard(store, this.clipboard), () => this.clipboard.empty());
    this.undo.push(() => terminal.output.write(leaveText(capabilities)));
    this.resize();
    const onError = (error: unknown) => this.fail(error);
    const { view, stop } = calmView(store);
    if (capabilities.addressable) {
      this.undo.unshift(stop, mountPanes({ store: view, ticker: createTicker(now), stage: screen, onError }));
      return;
    }
    const encode = (lines: readonly string[]) => encoded(lines, capabilities.charset);
    const linear = mountLinear({ store: view, output: terminal.output, onError, encode });
    this.linear = linear;
    this.undo.unshift(stop, () => linear.stop());
  }

  repaint(): void {
    if (this.linear) this.linear.repeat();
    else this.screen.repaint();
  }

  copy(text: string): boolean {
    return !this.isOver && this.clipboard.copy(text);
  }

  takeBack(): void {
    if (this.isOver) return;
    this.parts.terminal.input.setRawMode?.(true);
    this.parts.terminal.output.write(enterText(this.capabilities));
    this.resize();
  }

  lend(): void {
    if (this.isOver) return;
    this.parts.terminal.output.write(leaveText(this.capabilities));
    this.parts.terminal.input.setRawMode?.(false);
  }

  detach(): void {
    this.end('detached');
  }

  end(why: AttachmentEnd): void {
    if (this.isOver) return;
    this.giveBack();
    this.finished.resolve(why);
  }

  private fail(error: unknown): void {
    if (this.isOver) return;
    this.giveBack();
    this.finished.reject(error);
  }

  private giveBack(): void {
    this.isOver = true;
    for (const step of this.undo.splice(0)) step();
  }

  private resize(): void {
    const { terminal, send } = this.parts;
    const size = drawnSize(terminal.size());
    this.screen.resize(size);
    send({ type: 'resized', size });
  }
}

/** An attachment that touches its terminal from `open` on. */
export function createAttachment(parts: AttachmentParts): OpenAttachment {
  return new LiveAttachment(parts);
}
