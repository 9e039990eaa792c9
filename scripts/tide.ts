/**
 * `npm run tide -- simulate | validate | replay`: the tide's science, tried by hand or by another program. Standard output holds the JSON alone (`--json`);
 * everything for people goes to standard error. What cannot be read gives `{"error":…}` and exit code 1.
 */
import { Command } from 'commander';
import { addJudgeRule } from './tide/judge-rule.ts';
import { addPlanTomorrow } from './tide/plan-tomorrow.ts';
import { addReplay } from './tide/replay-proposal.ts';
import { addSimulate } from './tide/simulate.ts';
import { addValidate } from './tide/validate.ts';

const program = new Command('tide').description(
	'Replay a hall, try the planner, check the simulator against exact results, make proposals of a log again',
);
for (const add of [addSimulate, addValidate, addReplay, addPlanTomorrow, addJudgeRule]) add(program);
await program.parseAsync();
