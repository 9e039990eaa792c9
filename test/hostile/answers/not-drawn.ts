/**
 * Places of answers that the pages of `pages.tsx` do not draw, and why: every other one must be seen on a screen with a hostile text in it. A new field is
 * in neither until somebody draws it or enters it here; one that is drawn must not stand here.
 */
const asKey = 'tells rows apart, or goes back to the platform: drawn nowhere';
const words = 'chooses a sentence of the wording, or none: what is not in the wording is not drawn as it came';
const devices = 'drawn by the same screen in injected-devices.test.tsx, which fills it from the report of a device';
const log = 'comes from the log of the day: what it can hold is drawn by injected-fields.test.tsx';
const file = 'goes into a file: csv, workbook and paper are tried in injected-text.test.tsx and injected-words.test.ts';
const unread = 'no page reads it';

export const notDrawn: Readonly<Record<string, string>> = {
	'caseDeskAnswer.cases[].tasks[].id': asKey,
	'caseDeskAnswer.cases[].tasks[].dept': unread,
	'caseDeskAnswer.cases[].flags[]': 'counted',
	'caseDeskAnswer.materials.<key>': unread,
	'caseDeskAnswer.field': asKey,
	'caseDeskAnswer.day.first[].kind': words,
	'caseDeskAnswer.day.first[].day': 'drawn as a day, whatever it says',
	'reconciliationAnswer.report.cuts[].id': asKey,
	'reconciliationAnswer.report.cuts[].tickets[].stage': words,
	'reconciliationAnswer.report.conflicts[].cut': asKey,
	'reconciliationAnswer.report.conflicts[].history[].params.*': log,
	'reconciliationAnswer.report.conflicts[].history[].params.<key>': words,
	'reconciliationAnswer.report.terms[].platform': log,
	'reconciliationAnswer.report.terms[].reason': log,
	'reconciliationAnswer.report.sums.stages.<key>': words,
	'reconciliationAnswer.detail': unread,
	'administerAnswer.batches[].kinds.<key>': words,
	'administerAnswer.batches[].reason': unread,
	'administerAnswer.revoked[].reason': unread,
	'administerAnswer.keys[].keyId': unread,
	'administerAnswer.detail': unread,
	'serviceAnswer.text': devices,
	'serviceAnswer.changed[]': devices,
	'serviceAnswer.code': words,
	'tideDeskAnswer.planner.code': unread,
	'historyDeskAnswer.past.cuts[].station': unread,
	'historyDeskAnswer.name': file,
	'historyDeskAnswer.base64': file,
	'watchDeskAnswer.alarms[].id': asKey,
	'reviewDeskAnswer.cases[].station': unread,
	'reviewDeskAnswer.cases[].outcome': file,
	'ownAccountAnswer.key.address': 'drawn as a picture to scan',
	'signInAnswer.key.address': 'drawn as a picture to scan',
	'signInAnswer.session': asKey,
	'signInAnswer.name': unread,
	'signInAnswer.shift.text': asKey,
	'terminalBookingAnswer.places[].qr': 'drawn as a picture to scan',
	'terminalBookingAnswer.params.<key>': words,
	'administerAnswer.batches[].id': asKey,
	'administerAnswer.made.id': asKey,
	'administerAnswer.codes[].id': asKey,
	'serviceAnswer.devices[].facts.*': devices,
	'serviceAnswer.devices[].facts.<key>': devices,
	'serviceAnswer.devices[].protocol': devices,
	'serviceAnswer.devices[].station': devices,
	'serviceAnswer.devices[].health.device': devices,
	'serviceAnswer.devices[].tests[]': devices,
	'setUpAnswer.state.devices[].facts.*': unread,
	'setUpAnswer.state.devices[].facts.<key>': unread,
	'setUpAnswer.state.devices[].protocol': unread,
	'setUpAnswer.state.devices[].station': unread,
	'setUpAnswer.state.devices[].health.device': unread,
	'setUpAnswer.result.code': unread,
	'setUpAnswer.result.facts.*': unread,
	'setUpAnswer.result.facts.<key>': unread,
};
