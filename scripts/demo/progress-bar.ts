import { Presets, SingleBar } from 'cli-progress';

const PHASE = {
  fetch: 'dépôt',
  open: 'ouverture',
  read: 'lecture',
  check: 'contrôle',
  seal: 'scellement',
  done: 'fini',
} as const;

/** A bar on stderr; nothing is drawn where stderr is no terminal. */
export function progressBar(title: string) {
  const bar = new SingleBar(
    { format: `${title} {bar} {percentage} % — {phase}`, hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  let started = false;
  return {
    show: (step: { readonly phase: keyof typeof PHASE; readonly done: number; readonly total: number }) => {
      if (!started) bar.start(Math.max(1, step.total), 0, { phase: PHASE[step.phase] });
      started = true;
      bar.setTotal(Math.max(1, step.total));
      bar.update(step.done, { phase: PHASE[step.phase] });
    },
    stop: () => bar.stop(),
  };
}
