/**
 * A kill point before each statement that SQLite is told to run, in this process alone: before BEGIN, before each kind of change, before
 * COMMIT. What follows COMMIT is the next BEGIN, or the point of the writer before it says the answer.
 */
import { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DiskFault, KillPoints } from './kill-points.ts';

const kindOf = (sql: string) =>
	sql
		.trim()
		.split(/\s+/)
		.slice(0, 3)
		.join(' ')
		.replace(/[;(].*$/, '');

export function pointSqlite(points: KillPoints, fault: DiskFault): void {
	let heldBack: (() => void) | null = null;
	const { exec, close } = DatabaseSync.prototype;
	const { get, run } = StatementSync.prototype;
	DatabaseSync.prototype.exec = function (sql: string) {
		points.pass(`before ${kindOf(sql)}`);
		heldBack?.();
		heldBack = null;
		if (fault === 'held-back' && sql === 'COMMIT') heldBack = () => exec.call(this, sql);
		else exec.call(this, fault === 'no-sync' ? sql.replace('synchronous=FULL', 'synchronous=OFF') : sql);
	};
	DatabaseSync.prototype.close = function () {
		points.pass('before close');
		heldBack?.();
		heldBack = null;
		close.call(this);
	};
	StatementSync.prototype.run = function (this: StatementSync, ...values: Parameters<typeof run>) {
		points.pass(`before ${kindOf(this.sourceSQL)}`);
		return run.apply(this, values);
	} as typeof run;
	// A change that gives back what was there, as `DELETE … RETURNING` does; what only reads is no point.
	StatementSync.prototype.get = function (this: StatementSync, ...values: Parameters<typeof get>) {
		if (/^\s*(DELETE|INSERT|UPDATE)/.test(this.sourceSQL)) points.pass(`before ${kindOf(this.sourceSQL)}`);
		return get.apply(this, values);
	} as typeof get;
}
