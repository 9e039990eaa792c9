import type { ProblemList } from './problems.ts';
import { type Names, tellAt } from './references.ts';
import type { HallFile } from './schemas/hall.ts';
import type { YamlFile } from './yaml-file.ts';

/** Checks what a hall file says of its tide: lanes that could be kept, and limits of the automatic mode that name what there is. */
export function checkTide(hall: HallFile, yaml: YamlFile, names: { windows: Names; queues: Names }, problems: ProblemList): void {
	const tell = tellAt(problems, yaml);
	hall.queues.forEach((queue, at) => {
		if (!queue.express) return;
		const path = ['queues', at, 'express'];
		const owner = `queue ${queue.prefix}`;
		if (!hall.tide)
			tell(path, `${owner}: is an express lane, but the hall has no tide that would keep it. Add tide: {} or remove express.`);
		if (queue.maxWaitMinutes !== null && queue.express.targetMinutes > queue.maxWaitMinutes)
			tell(
				path,
				`${owner}: the lane's target of ${queue.express.targetMinutes} minutes is longer than maxWaitMinutes, ${queue.maxWaitMinutes}. Make it shorter.`,
			);
	});
	const { tide } = hall;
	if (!tide) return;
	const { automatic } = tide;
	if (tide.noticeSeconds !== undefined && tide.declineSeconds !== undefined && tide.declineSeconds < tide.noticeSeconds)
		tell(
			['tide', 'declineSeconds'],
			`tide: a clerk could decline for ${tide.declineSeconds} seconds only, though the change is made after ${tide.noticeSeconds}. Make declineSeconds at least noticeSeconds.`,
		);
	if (!hall.windows.some(({ tidal }) => tidal))
		tell(
			['tide'],
			'tide: no window may join another queue, so nothing could ever be proposed. Give a window tidal.mayJoin, or remove tide.',
		);
	if (!automatic) return;
	names.windows.checkAll(automatic.windows ?? [], 'tide', 'automatic.windows', ['tide', 'automatic', 'windows'], tell);
	names.queues.checkAll(automatic.queues ?? [], 'tide', 'automatic.queues', ['tide', 'automatic', 'queues'], tell);
	if (automatic.from >= automatic.to)
		tell(['tide', 'automatic'], `tide: automatic ends at ${automatic.to}, before it begins at ${automatic.from}. Correct from or to.`);
}
