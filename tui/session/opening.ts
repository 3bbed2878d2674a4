import { inCharset } from '../term/charset.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { probe } from '../term/probe.ts';
import { guardProcess, healLine } from '../term/process-terminal.ts';

/** The frame before the first: what the workstation is made of is still being read from the disk. */
export interface Opening {
  /** The workstation draws from here; a second call does nothing. */
  handOver(): void;
  /** The workstation will not open: the terminal as it was. Nothing after `handOver`. */
  giveBack(): void;
}

const WORDS = 'Plateau : le poste s’ouvre…';

/**
 * Answers whoever started the workstation at once, and keeps what is typed meanwhile off the screen: those keys wait on
 * the line for the workstation. Touches the controlling terminal only.
 */
export function showOpening(): Opening {
  healLine();
  const { stdin, stdout } = process;
  const capabilities = probe(process.env);
  let isOver = false;
  const giveBack = () => {
    if (isOver) return;
    isOver = true;
    guard.stop();
    stdin.setRawMode(false);
    stdout.write(leaveText(capabilities));
  };
  const guard = guardProcess({
    onEnd(exitCode) {
      giveBack();
      // Nobody listens to it any more: it ends the process as it would have.
      process.kill(process.pid, exitCode - 128);
    },
    lend: giveBack,
    takeBack: () => {},
  });
  stdin.setRawMode(true);
  const words = inCharset(WORDS, capabilities.charset);
  const text = enterText(capabilities) + (capabilities.addressable ? ` ${words}` : `${words}\r\n`);
  stdout.write(Buffer.from(text, capabilities.charset === 'latin-1' ? 'latin1' : 'utf8'));
  return {
    handOver() {
      isOver = true;
      guard.stop();
    },
    giveBack,
  };
}
