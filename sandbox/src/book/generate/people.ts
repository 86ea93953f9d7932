import type { PersonScript } from '../deal-script.ts';
import type { Random } from '../random.ts';

const firstNames =
  'Anna Ben Carla David Elena Frank Greta Hugo Ines Jan Katja Lars Marta Nils Olivia Paul Rosa Stefan Teresa Uwe Vera Walter Yvonne Zoe Aisha Bruno Claire Dmitri Emma Farid Giulia Henrik Isabel Jakub Karin Liam Mei Noah Oskar Paula Rahul Sofia Tomas Ulrike Viktor Wanda Xavier Yusuf Agnes Bjorn Chiara Diego Edith Filip Gabor Hanna Ivan Judith Kofi Leila Magnus Nadia Otto Petra Quentin Rachel Simon Tara Udo Valerie Wim Yara Alan Bridget Colin Deirdre Ewan Fiona Gareth Harriet Imran Joanna Keith Lorna Malcolm Niamh Oliver Philippa Ruth Stuart Thea Victor Wendy'.split(
    ' ',
  );
const lastNames =
  'Abel Bauer Carvalho Dietrich Eriksson Fischer Garnier Hoffmann Ivarsson Jansen Kowalski Larsen Moretti Novak Ortiz Petersen Quist Romano Schmidt Takács Urban Vogel Wagner Ylönen Zimmer Andersen Becker Costa Dubois Engel Fontaine Gruber Horvat Ionescu Jensen Keller Lehmann Marchetti Nagy Olsen Popescu Richter Santos Thomsen Ulrich Varga Winkler Zanetti Ahmed Banerjee Chen Desai Evans Fletcher Gallagher Hughes Iyer Jenkins Khan Lambert Murphy Nolan Osborne Patel Quinn Robertson Sinclair Turner Unwin Vaughan Walsh Young Archer Barlow Cartwright Dawson Ellis Farrow Goodwin Hartley Ingram Jarvis Kendall Lowell Mercer Norton Oakley Prescott Rowley Sutton Thorne Upton Vickers Whitaker'.split(
    ' ',
  );

const titlesByRole: Record<string, readonly string[]> = {
  'Economic Buyer': ['Chief Financial Officer', 'Finance Director', 'Managing Director', 'VP Finance'],
  'Decision Maker': ['Chief Operating Officer', 'Head of Shared Services', 'Managing Partner'],
  Champion: ['Head of Accounts Payable', 'Process Owner Procure-to-Pay', 'Group Controller', 'Operations Manager'],
  Evaluator: ['IT Architect', 'Application Manager ERP', 'Head of Business Systems', 'Treasury Analyst'],
  'Technical Buyer': ['Chief Information Officer', 'Information Security Officer', 'IT Manager'],
  'Business User': ['Accounts Payable Lead', 'Purchasing Clerk', 'Warehouse Coordinator'],
  Other: ['Category Manager', 'Legal Counsel', 'Project Manager'],
};
export const roles = Object.keys(titlesByRole);

/** Hands out people no two of whom share a name. */
export const createPeople = (random: Random) => {
  const used = new Set<string>();
  return (role: string, german: boolean): PersonScript => {
    for (;;) {
      const firstName = random.pick(firstNames);
      const lastName = random.pick(lastNames);
      const name = `${firstName} ${lastName}`;
      if (used.has(name)) continue;
      used.add(name);
      return {
        firstName,
        lastName,
        title: random.pick(titlesByRole[role] ?? titlesByRole.Other ?? []),
        phone: `+${random.int(30, 49)} ${random.int(100, 999)} 555 ${String(random.int(100, 9999)).padStart(4, '0')}`,
        quoting: german ? 'german' : random.pick(['gmail', 'gmail', 'outlook']),
      };
    }
  };
};
