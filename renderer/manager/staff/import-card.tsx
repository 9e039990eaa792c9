/** Staff from a table: looked at first, every wrong cell told with row, column and what to do, then taken whole, or its good rows. */
import { Button } from 'antd';
import { FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import { type Shift, type TableLook, tableBytes } from '../../../domain/contracts/staff-desk.ts';
import { useWords } from '../../words/words.tsx';
import { leaveTable } from '../reconciliation/leave-table.ts';
import { BesideCard } from './beside-card.tsx';
import type { StaffDesk } from './use-staff-desk.ts';

const shownAtOnce = 50;

export function ImportCard({ desk, shifts, onClose }: { desk: StaffDesk; shifts: readonly Shift[]; onClose: () => void }) {
	const words = useWords('staff');
	const field = useId();
	const [table, setTable] = useState<{ name: string; base64: string } | null>(null);
	const [look, setLook] = useState<TableLook | null>(null);
	const [told, setTold] = useState('');

	async function choose(file: File | undefined) {
		if (!file) return;
		setLook(null);
		setTold('');
		if (file.size > tableBytes) return setTold(words('import.tooLarge'));
		const base64 = base64Of(new Uint8Array(await file.arrayBuffer()));
		setTable({ name: file.name, base64 });
		const found = await desk.table({ do: 'import', table: base64, take: 'nothing' });
		if (found) setLook(found);
		else setTold(words('import.notLooked'));
	}
	async function take(which: 'all' | 'good') {
		if (!table) return;
		const found = await desk.table({ do: 'import', table: table.base64, take: which });
		if (!found) return setTold(words('import.notLooked'));
		if (which === 'all' && found.problems.length > 0) return setLook(found);
		setLook(null);
		setTable(null);
		setTold(words('import.taken', { added: found.added, changed: found.changed }));
	}
	const whole = look?.problems.some(({ row }) => row === null) ?? false;
	const does = look ? look.added + look.changed : 0;
	return (
		<BesideCard title={words('import.title')} onClose={onClose}>
			<p>{words('import.what')}</p>
			<div className="staff-keys">
				<label className="staff-file" htmlFor={field}>
					<FileUp size={18} aria-hidden="true" />
					{words('import.choose')}
					<input
						id={field}
						type="file"
						accept=".csv,.txt,text/csv,text/plain"
						disabled={desk.busy}
						onChange={(event) => {
							void choose(event.target.files?.[0]);
							// The same file, mended, may be chosen again.
							event.target.value = '';
						}}
					/>
				</label>
				<Button onClick={() => void leaveTable('staff.csv', emptyTable(shifts))}>{words('import.example')}</Button>
			</div>
			<p role="status">{told}</p>
			{look && table && (
				<div aria-live="polite">
					<p>
						<strong>{words('import.found', { name: table.name, rows: look.rows })}</strong>{' '}
						{words('import.does', { good: look.good, added: look.added, changed: look.changed, same: look.same })}
					</p>
					{look.problems.length > 0 && (
						<>
							<h3>{words('import.problems', { count: look.problems.length })}</h3>
							<ul className="staff-problems">
								{look.problems.slice(0, shownAtOnce).map((problem, index) => (
									// biome-ignore lint/suspicious/noArrayIndexKey: a list that is drawn whole, each time anew.
									<li key={index}>
										<strong>
											{problem.row === null ? words('import.wholeTable') : words('import.row', { row: problem.row })}
											{problem.column !== null && ` · ${words('import.column', { column: problem.column })}`}
										</strong>
										<p>{words(`table.${problem.code}`, { found: problem.found, column: problem.column ?? '' })}</p>
									</li>
								))}
							</ul>
							{look.problems.length > shownAtOnce && <p>{words('import.more', { count: look.problems.length - shownAtOnce })}</p>}
						</>
					)}
					<div className="staff-keys">
						{look.problems.length === 0 ? (
							<Button type="primary" disabled={desk.busy || does === 0} onClick={() => void take('all')}>
								{words('import.takeAll', { count: does })}
							</Button>
						) : (
							<Button disabled={desk.busy || whole || does === 0} onClick={() => void take('good')}>
								{words('import.takeGood', { count: does })}
							</Button>
						)}
					</div>
					{look.problems.length > 0 && <p className="hint">{words(whole ? 'import.mendWhole' : 'import.mend')}</p>}
				</div>
			)}
		</BesideCard>
	);
}

/** A heading with one person as an example, as table programs of Chinese Windows read it: UTF-8 with a byte-order mark. */
function emptyTable(shifts: readonly Shift[]): string {
	const shift = shifts[0]?.name ?? '';
	const at = shift === '' ? '' : `${shift} 01`;
	return `\ufeff工号,姓名,角色,窗口,常用窗口,部门,周一,周二,周三,周四,周五,周六,周日\r\n0401,张三（示例）,窗口人员,01、02,01,,${at},${at},${at},${at},${at},,\r\n`;
}

function base64Of(bytes: Uint8Array): string {
	let letters = '';
	for (let from = 0; from < bytes.length; from += 8_192) letters += String.fromCharCode(...bytes.subarray(from, from + 8_192));
	return btoa(letters);
}
