/**
 * `npm run tide -- simulate | validate`: the tide's science, tried by hand or by another program. Standard output holds the JSON alone (`--json`);
 * everything for people goes to standard error. What cannot be read gives `{"error":…}` and exit code 1.
 */
import { Command } from 'commander';
import { addSimulate } from './tide/simulate.ts';
import { addValidate } from './tide/validate.ts';

const program = new Command('tide').description('Replay a hall, try the planner, check the simulator against exact results');
for (const add of [addSimulate, addValidate]) add(program);
await program.parseAsync();
