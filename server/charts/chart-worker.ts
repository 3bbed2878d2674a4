import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import type { ChartAnswer, ChartJob } from './chart-messages.ts';
import { drawSvg, pngOfSvg } from './draw-chart.ts';

/** Entry of the worker thread: draws what it is asked, one after the other. Started by `worker-charts.ts` only. */

async function answerOf({ id, want, vegaLite }: ChartJob): Promise<ChartAnswer> {
  try {
    const text = await drawSvg(vegaLite);
    return want === 'svg' ? { id, kind: 'svg', text } : { id, kind: 'png', bytes: pngOfSvg(text) };
  } catch (error) {
    return { id, kind: 'failed', message: String(error) };
  }
}

assert(parentPort, 'runs in a worker thread');
const port = parentPort;
port.on('message', (job: ChartJob) => {
  void answerOf(job).then((answer) =>
    port.postMessage(answer, answer.kind === 'png' ? [answer.bytes.buffer as ArrayBuffer] : []),
  );
});
