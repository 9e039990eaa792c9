/** The sentence of a call. Never a name, never a reason for priority. */
import type { HallPlan } from '../../domain/contracts/hall-plan.ts';
import { spokenNumber, spokenWindow } from '../../domain/speech.ts';

const plain = '请 {{ticket}} 号，到 {{window}} 号 窗口。';

/** `wording`: the hall's `voice.yaml`; without a template in it the standard sentence is used. */
export function callSentence(
	plan: HallPlan,
	call: { ticket: string; window: string },
	wording: Record<string, unknown> | undefined,
): string {
	const template = typeof wording?.call === 'string' ? wording.call : plain;
	const number = plan.windows.find((window) => window.id === call.window)?.number ?? call.window.replace(/\D/g, '');
	return template.replaceAll('{{ticket}}', spokenNumber(call.ticket)).replaceAll('{{window}}', spokenWindow(number));
}
