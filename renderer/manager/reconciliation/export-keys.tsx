import { Button } from 'antd';
import { FileSpreadsheet, FileText } from 'lucide-react';
import { useState } from 'react';
import type { Reconciliation } from '../../../domain/contracts/reconciliation.ts';
import { csvOf } from '../../../domain/reconciliation/csv.ts';
import type { Speaker } from '../../../domain/reconciliation/in-words.ts';
import { tableOf } from '../../../domain/reconciliation/table.ts';
import { useEngine } from '../../engine/use-engine.tsx';
import { bytesOf, leaveFile } from './leave-file.ts';

/** The report to be sent on: a table, made here; a PDF, made by the platform. Says where the file is. */
export function ExportKeys(props: { report: Reconciliation; speaker: Speaker; station: string; cutOff: boolean }) {
	const { report, speaker, station, cutOff } = props;
	const { say, language } = speaker;
	const engine = useEngine();
	const [busy, setBusy] = useState(false);
	const [told, setTold] = useState('');
	const name = `reconciliation-${report.day}`;

	async function leave(kind: 'csv' | 'pdf') {
		setBusy(true);
		setTold('');
		try {
			setTold(await (kind === 'csv' ? leaveTable() : leavePdf()));
		} finally {
			setBusy(false);
		}
	}
	async function leaveTable() {
		return leaveAs('csv', new TextEncoder().encode(csvOf(tableOf(report, speaker))));
	}
	async function leavePdf() {
		const answer = await engine.pastDay(station, report.day, language);
		if (answer.ok && 'pdf' in answer) return leaveAs('pdf', bytesOf(answer.pdf));
		return say(!answer.ok && answer.code === 'not-permitted' ? 'screen.notPermitted' : 'screen.noPdf');
	}
	async function leaveAs(kind: 'csv' | 'pdf', bytes: Uint8Array<ArrayBuffer>) {
		const left = await leaveFile(`${name}.${kind}`, bytes, kind === 'csv' ? 'text/csv' : 'application/pdf');
		if (left.ok) return left.path === '' ? '' : say('screen.kept', { path: left.path });
		return say(left.code === 'disk-low' ? 'screen.diskLow' : 'screen.notWritten');
	}
	return (
		<div className="export-keys">
			<Button disabled={busy} icon={<FileSpreadsheet size={18} aria-hidden="true" />} onClick={() => void leave('csv')}>
				{say('screen.csv')}
			</Button>
			<Button disabled={busy || cutOff} icon={<FileText size={18} aria-hidden="true" />} onClick={() => void leave('pdf')}>
				{say('screen.pdf')}
			</Button>
			<small role="status">{told || (cutOff ? say('screen.pdfCutOff') : '')}</small>
		</div>
	);
}
