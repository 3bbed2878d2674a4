// Part of `npm run lint`: how many rooms the house has, and that none of them needs another in a circle.
import { productNeeds, productRooms } from './house-plan.ts';
import { circlesOf, floorBreaches, TOLD, witnessesOf } from './room-graph.ts';

const needs = productNeeds();
const told = new Set(TOLD.map((circle) => circle.join(' ')));
const found = circlesOf(needs);
const circles = found.filter((circle) => !told.has(circle.join(' ')));
const gone = TOLD.filter((circle) => !found.some((one) => one.join(' ') === circle.join(' ')));
const floor = floorBreaches(needs);

console.log(`${productRooms().length} rooms, ${circles.length} circles of rooms`);
for (const circle of found.filter((one) => told.has(one.join(' '))))
  console.log(`  told as such in test/rules/room-graph.ts: ${circle.join(' ↔ ')}`);
for (const circle of circles) {
  console.log(`circle: ${circle.join(' ↔ ')}. Move what both need to the lower room, or to the hall:`);
  for (const { file, needs: needed } of witnessesOf(circle, needs)) console.log(`  ${file} → ${needed}`);
}
for (const circle of gone)
  console.log(`${circle.join(' ↔ ')} is a circle no more: take it out of TOLD in test/rules/room-graph.ts`);
for (const { file, needs: needed } of floor)
  console.log(`${file} lies in the hall and imports a room of it, ${needed}: move it into a room`);
process.exitCode = circles.length + gone.length + floor.length === 0 ? 0 : 1;
