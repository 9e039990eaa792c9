export function WeekPage(_: { station: string; plan: object; today: string }) {
	return null;
}
