import { Presets, SingleBar } from 'cli-progress';

/** A bar on stderr over the runs; nothing is drawn where stderr is no terminal. */
export function progressBar() {
  const format = 'Simulation {bar} {value} / {total} — reste {eta_formatted}';
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  return {
    show: (done: number, total: number) => {
      if (done === 1) bar.start(total, 0);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
