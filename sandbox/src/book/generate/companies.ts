/** name · industry · domain · country · employees · currency; the first half belongs to `tune`, the second to `report`. */
type Row = readonly [string, string, string, string, number, string];

const rows: readonly Row[] = [
  ['Brandt Maschinenbau', 'Manufacturing', 'brandt-maschinenbau.example', 'Germany', 1400, 'EUR'],
  ['Corvid Logistics', 'Transportation', 'corvid.example', 'Netherlands', 2300, 'EUR'],
  ['Ardennes Foods', 'Food & Beverage', 'ardennesfoods.example', 'Belgium', 900, 'EUR'],
  ['Lakeshore Medical', 'Healthcare', 'lakeshoremed.example', 'United States', 5200, 'USD'],
  ['Pinnacle Retail Group', 'Retail', 'pinnacleretail.example', 'United Kingdom', 7800, 'GBP'],
  ['Sandvik Textil', 'Apparel', 'sandviktextil.example', 'Sweden', 650, 'EUR'],
  ['Ferrostaal Sud', 'Metals', 'ferrostaalsud.example', 'Austria', 1800, 'EUR'],
  ['Greenfield Dairy', 'Food & Beverage', 'greenfielddairy.example', 'Ireland', 480, 'EUR'],
  ['Solaris Bau', 'Construction', 'solarisbau.example', 'Germany', 1100, 'EUR'],
  ['Kestrel Aerospace', 'Aerospace', 'kestrelaero.example', 'United Kingdom', 3100, 'GBP'],
  ['Baltic Timber', 'Forestry', 'baltictimber.example', 'Estonia', 720, 'EUR'],
  ['Mediterra Hotels', 'Hospitality', 'mediterra.example', 'Spain', 4300, 'EUR'],
  ['Orbit Electronics', 'Electronics', 'orbitelectronics.example', 'Poland', 2600, 'EUR'],
  ['Halcyon Pharma', 'Pharmaceuticals', 'halcyonpharma.example', 'Switzerland', 3900, 'CHF'],
  ['Redwood Paper', 'Packaging', 'redwoodpaper.example', 'United States', 1500, 'USD'],
  ['Trimarine Shipping', 'Transportation', 'trimarine.example', 'Greece', 840, 'EUR'],
  ['Volta Mobility', 'Automotive', 'voltamobility.example', 'France', 2100, 'EUR'],
  ['Summit Outdoor', 'Retail', 'summitoutdoor.example', 'Norway', 390, 'EUR'],
  ['Castellan Insurance', 'Insurance', 'castellan.example', 'Luxembourg', 1250, 'EUR'],
  ['Piedmont Glass', 'Manufacturing', 'piedmontglass.example', 'Italy', 980, 'EUR'],
  ['Hartwell Schools Trust', 'Education', 'hartwelltrust.example', 'United Kingdom', 1700, 'GBP'],
  ['Delta Agri', 'Agriculture', 'deltaagri.example', 'Romania', 560, 'EUR'],
  ['Ironbridge Rail', 'Transportation', 'ironbridgerail.example', 'United Kingdom', 6400, 'GBP'],
  ['Copperline Energy', 'Energy', 'copperline.example', 'United States', 2750, 'USD'],
  ['Aurora Print', 'Media', 'auroraprint.example', 'Finland', 310, 'EUR'],
  ['Westermann Möbel', 'Furniture', 'westermann-moebel.example', 'Germany', 870, 'EUR'],
  ['Silverlake Water', 'Utilities', 'silverlakewater.example', 'Canada', 1300, 'USD'],
  ['Novus Labs', 'Biotechnology', 'novuslabs.example', 'Denmark', 430, 'EUR'],
  ['Atlas Tyres', 'Automotive', 'atlastyres.example', 'Czech Republic', 2900, 'EUR'],
  ['Merchant & Rowe', 'Wholesale', 'merchantrowe.example', 'United Kingdom', 1150, 'GBP'],
  ['Polaris Freight', 'Transportation', 'polarisfreight.example', 'Finland', 1900, 'EUR'],
  ['Juniper Clinics', 'Healthcare', 'juniperclinics.example', 'United States', 2200, 'USD'],
  ['Rheingold Brauerei', 'Food & Beverage', 'rheingold.example', 'Germany', 540, 'EUR'],
  ['Tessellate Tiles', 'Construction', 'tessellate.example', 'Portugal', 760, 'EUR'],
  ['Oakhurst Hospitals', 'Healthcare', 'oakhursthospitals.example', 'United Kingdom', 8900, 'GBP'],
  ['Fjordline Seafood', 'Food & Beverage', 'fjordline.example', 'Norway', 670, 'EUR'],
  ['Quantum Optics', 'Electronics', 'quantumoptics.example', 'Switzerland', 490, 'CHF'],
  ['Bluewater Marine', 'Shipbuilding', 'bluewatermarine.example', 'Italy', 1350, 'EUR'],
  ['Cobalt Chemicals', 'Chemicals', 'cobaltchem.example', 'Belgium', 3300, 'EUR'],
  ['Evergreen Grocers', 'Retail', 'evergreengrocers.example', 'United States', 11200, 'USD'],
  ['Danubia Cement', 'Construction', 'danubiacement.example', 'Hungary', 1600, 'EUR'],
  ['Lumen Lighting', 'Manufacturing', 'lumenlighting.example', 'Netherlands', 820, 'EUR'],
  ['Sterling Catering', 'Hospitality', 'sterlingcatering.example', 'United Kingdom', 5400, 'GBP'],
  ['Nordwind Energie', 'Energy', 'nordwind-energie.example', 'Germany', 730, 'EUR'],
  ['Cedar Valley Farms', 'Agriculture', 'cedarvalley.example', 'United States', 410, 'USD'],
  ['Marlow Publishing', 'Media', 'marlowpublishing.example', 'United Kingdom', 350, 'GBP'],
  ['Helvetia Precision', 'Manufacturing', 'helvetiaprecision.example', 'Switzerland', 1020, 'CHF'],
  ['Ibérica Ceramics', 'Manufacturing', 'ibericaceramics.example', 'Spain', 940, 'EUR'],
  ['Stonegate Properties', 'Real Estate', 'stonegate.example', 'Ireland', 280, 'EUR'],
  ['Vega Telecom', 'Telecommunications', 'vegatelecom.example', 'Bulgaria', 3700, 'EUR'],
  ['Harbour & Finch', 'Wholesale', 'harbourfinch.example', 'United Kingdom', 1260, 'GBP'],
  ['Lyonnaise Textiles', 'Apparel', 'lyonnaisetextiles.example', 'France', 880, 'EUR'],
  ['Apex Dental Supply', 'Healthcare', 'apexdental.example', 'United States', 640, 'USD'],
  ['Transalp Reisen', 'Travel', 'transalp.example', 'Austria', 520, 'EUR'],
  ['Obsidian Mining', 'Mining', 'obsidianmining.example', 'Australia', 4700, 'USD'],
  ['Meridian Airports', 'Transportation', 'meridianairports.example', 'Portugal', 2450, 'EUR'],
  ['Kite Robotics', 'Manufacturing', 'kiterobotics.example', 'Denmark', 370, 'EUR'],
  ['Wolfram Tools', 'Manufacturing', 'wolframtools.example', 'Germany', 1480, 'EUR'],
  ['Sierra Beverages', 'Food & Beverage', 'sierrabev.example', 'United States', 2050, 'USD'],
  ['Thistle Distillers', 'Food & Beverage', 'thistledistillers.example', 'United Kingdom', 460, 'GBP'],
];

export type Company = {
  name: string;
  industry: string;
  domain: string;
  country: string;
  employees: number;
  currency: string;
};

export const companiesOf = (split: 'tune' | 'report'): Company[] =>
  rows
    .slice(split === 'tune' ? 0 : rows.length / 2, split === 'tune' ? rows.length / 2 : rows.length)
    .map(([name, industry, domain, country, employees, currency]) => ({
      name,
      industry,
      domain,
      country,
      employees,
      currency,
    }));
