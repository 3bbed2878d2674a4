import { EventEmitter } from 'node:events';
import { type Instance, render } from 'ink';
import { Component, type ReactNode } from 'react';

/**
 * The output that a pane's root is given: Ink writes its (empty) frames there and nothing comes of them. The terminal
 * is written to by the compositor alone.
 */
class NoOutput extends EventEmitter {
  readonly columns = 1;
  readonly rows = 1;
  readonly isTTY = false;
  readonly writable = true;
  write(): boolean {
    return true;
  }
}

interface BoundaryProps {
  readonly onError: (error: unknown) => void;
  readonly children: ReactNode;
}

/** A pane that fails ends the workstation with its error; Ink would show it on an output that nobody sees. */
class PaneBoundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: unknown) {
    this.props.onError(error);
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

/**
 * One Ink root for one pane. What is relied upon (test/contract/tui/ink-root.test.tsx): with `debug` each commit is
 * rendered at once and unthrottled; nothing but the given output is written to; standard input is left alone; roots
 * know nothing of each other; `unmount` runs every effect's clean-up before it returns.
 */
export function mountPane(pane: ReactNode, onError: (error: unknown) => void): Instance {
  const output = new NoOutput() as unknown as NodeJS.WriteStream;
  const input = new EventEmitter() as unknown as NodeJS.ReadStream;
  return render(<PaneBoundary onError={onError}>{pane}</PaneBoundary>, {
    stdout: output,
    stderr: output,
    stdin: input,
    debug: true,
    interactive: false,
    exitOnCtrlC: false,
    patchConsole: false,
  });
}
