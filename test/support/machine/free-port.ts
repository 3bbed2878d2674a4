export { freePort } from '../../../scripts/demo/pbx/free-port.ts';
