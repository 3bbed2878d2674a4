import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Counters of the process and of procedures: names and durations, never a person. */
export interface Metrics {
  /** Starts a timer for a procedure; call the answer with how it ended. */
  startProcedure(path: string): (outcome: 'ok' | 'error' | 'too-many') => void;
  /** A line (ssh, websocket, request) that was cut because of an error nobody caught. */
  lineFailed(line: string): void;
  /** Prometheus text. */
  text(): Promise<string>;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'plateau_procedure_seconds',
    help: 'Duration of tRPC procedures, in seconds',
    labelNames: ['path', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'plateau_line_failures_total',
    help: 'Lines cut because of an uncaught error',
    labelNames: ['line'],
    registers: [registry],
  });
  return {
    lineFailed: (line) => failures.inc({ line }),
    startProcedure: (path) => {
      const stop = durations.startTimer({ path });
      return (outcome) => void stop({ outcome });
    },
    text: () => registry.metrics(),
  };
}
