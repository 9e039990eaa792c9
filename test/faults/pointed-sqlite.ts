/**
 * A kill point before each statement that SQLite is told to run, in this process alone: before BEGIN, before each kind of change, before
 * COMMIT. What follows COMMIT is the next BEGIN, or the point of the writer before it says the answer.
 */
import { DatabaseSync, StatementSync } from 'node:sqlite';
import type { KillPoints } from './kill-points.ts';

const kindOf = (sql: string) =>
	sql
		.trim()
		.split(/\s+/)
		.slice(0, 3)
		.join(' ')
		.replace(/[;(].*$/, '');

/** `synchronous: false` turns the fsync of each commit off, to prove that the power cuts see what is then lost. */
export function pointSqlite(points: KillPoints, synchronous: boolean): void {
	const { exec, close } = DatabaseSync.prototype;
	const { run } = StatementSync.prototype;
	DatabaseSync.prototype.exec = function (sql: string) {
		points.pass(`before ${kindOf(sql)}`);
		exec.call(this, synchronous ? sql : sql.replace('synchronous=FULL', 'synchronous=OFF'));
	};
	DatabaseSync.prototype.close = function () {
		points.pass('before close');
		close.call(this);
	};
	StatementSync.prototype.run = function (this: StatementSync, ...values: Parameters<typeof run>) {
		points.pass(`before ${kindOf(this.sourceSQL)}`);
		return run.apply(this, values);
	} as typeof run;
}
