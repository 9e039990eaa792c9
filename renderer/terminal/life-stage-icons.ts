/** One icon per life stage; a stage the hall adds gets the neutral one. */
import {
	Armchair,
	Baby,
	Briefcase,
	Building2,
	Bus,
	FileText,
	Flower2,
	HandCoins,
	HardHat,
	HeartHandshake,
	House,
	LogOut,
	type LucideIcon,
	ReceiptText,
	School,
	Stethoscope,
	Store,
	TrendingUp,
	UserPlus,
} from 'lucide-react';

const icons: Record<string, LucideIcon> = {
	birth: Baby,
	education: School,
	employment: Briefcase,
	living: HeartHandshake,
	housing: House,
	mobility: Bus,
	medical: Stethoscope,
	relief: HandCoins,
	elderly: Armchair,
	afterlife: Flower2,
	entry: Store,
	hiring: UserPlus,
	tax: ReceiptText,
	growth: TrendingUp,
	construction: HardHat,
	exit: LogOut,
	department: Building2,
};

export function lifeStageIcon(code: string): LucideIcon {
	return icons[code] ?? FileText;
}
