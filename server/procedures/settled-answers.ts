import { t } from './procedure-base.ts';

/**
 * What agents wait for reaches the disk together, while other keyboards go on: the step is given the store whose writes return
 * before the disk has them, and the answer leaves once it has.
 */
export const answeredOnceSettled = t.middleware(async ({ ctx, next }) => {
  const { store } = ctx.app;
  const result = await next({ ctx: { ...ctx, app: { ...ctx.app, store: store.unsettled } } });
  await store.settled();
  return result;
});
