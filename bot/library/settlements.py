"""Which settlement has which outward codes, council and short names, as far as GeoNames does not say; build-time only."""

# ruff: noqa: E501 - tables are read by the row

# What people call a place besides its name.
ALSO = {
    "Barnard Castle": ["Barney", "Barnie"],
    "Bishop Auckland": ["Bishop", "Bish Auckland", "Bish"],
    "Blandford Forum": ["Blandford"],
    "Bournemouth": ["Bmouth", "Bomo", "B'mouth"],
    "Chester-le-Street": ["Chester le St", "Chester-le-St", "CLS", "Chester street"],
    "Christchurch": ["Xchurch", "Chch"],
    "Darlington": ["Darlo"],
    "Dorchester": ["Dorch", "Dorch'"],
    "Durham": ["Durham City"],
    "Hartlepool": ["Hartlepools", "Pools"],
    "Houghton-le-Spring": ["Houghton le Spring", "Houghton"],
    "Lyme Regis": ["Lyme"],
    "Middlesbrough": ["Boro", "Middlesboro", "Middlesborough"],
    "Newcastle upon Tyne": ["Newcastle", "Toon", "Ncl"],
    "Newton Aycliffe": ["Aycliffe", "Newton Aycliffe town"],
    "Stockton-on-Tees": ["Stockton"],
    "Sturminster Newton": ["Sturminster", "Stur"],
    "Sunderland": ["Mackem land"],
    "Thornaby": ["Thornaby on Tees"],
    "Weymouth": ["Weymuff"],
    "Wimborne Minster": ["Wimborne"],
    "Portland": ["Isle of Portland"],
}

# Which settlements an outward code covers, from general knowledge of post towns. Its position is the mean of theirs: good
# enough for a distance, and never for deciding which council somebody lives in.
OUTCODES = {
    # Bournemouth, Christchurch, Poole and east Dorset
    "BH1": "Bournemouth", "BH2": "Bournemouth", "BH3": "Bournemouth", "BH4": "Bournemouth", "BH5": "Bournemouth",
    "BH6": "Bournemouth", "BH7": "Bournemouth", "BH8": "Bournemouth", "BH9": "Bournemouth", "BH10": "Bournemouth",
    "BH11": "Bournemouth;Canford Heath", "BH12": "Parkstone;Bournemouth", "BH13": "Poole;Parkstone",
    "BH14": "Parkstone", "BH15": "Poole", "BH16": "Poole;Lytchett Matravers", "BH17": "Canford Heath",
    "BH18": "Broadstone", "BH19": "Swanage;Corfe Castle", "BH20": "Wareham;Wool;Bovington Camp;Arne",
    "BH21": "Wimborne Minster;Sixpenny Handley;Three Legged Cross;Cranborne", "BH22": "Ferndown",
    "BH23": "Christchurch;Bransgore", "BH24": "Ringwood;St Leonards", "BH25": "New Milton;Barton on Sea",
    "BH31": "Verwood",
    # west and north Dorset
    "DT1": "Dorchester", "DT2": "Dorchester;Puddletown;Charminster;Cerne Abbas;Maiden Newton", "DT3": "Chickerell;Overcombe;Portesham",
    "DT4": "Weymouth", "DT5": "Portland;Easton;Fortuneswell", "DT6": "Bridport;Charmouth;Chideock;West Bay;Burton Bradstock",
    "DT7": "Lyme Regis", "DT8": "Beaminster;Broadwindsor;Mosterton",
    "DT9": "Sherborne;Milborne Port;Yetminster;Bradford Abbas", "DT10": "Sturminster Newton;Marnhull;Stalbridge",
    "DT11": "Blandford Forum;Pimperne;Winterborne Stickland;Spetisbury;Shillingstone;Child Okeford",
    # the borders of Somerset and Wiltshire
    "SP1": "Salisbury", "SP2": "Salisbury;Wilton", "SP3": "Tisbury;Hindon;Fovant;Chilmark", "SP5": "Alderbury;Downton",
    "SP6": "Fordingbridge;Alderholt", "SP7": "Shaftesbury;Motcombe", "SP8": "Gillingham;East Stour;Bourton",
    "BA8": "Templecombe;Henstridge", "BA9": "Wincanton", "BA10": "Bruton", "BA12": "Mere;Zeals", "BA20": "Yeovil",
    "BA21": "Yeovil", "BA22": "Ilchester;West Coker;Queen Camel;Montacute",
    "TA10": "Langport;Curry Rivel", "TA12": "Martock", "TA13": "South Petherton", "TA14": "Stoke-sub-Hamdon",
    "TA15": "Montacute", "TA16": "Merriott", "TA17": "Haselbury Plucknett;Merriott", "TA18": "Crewkerne",
    "TA19": "Ilminster", "TA20": "Chard", "EX13": "Axminster;Musbury;Raymond's Hill", "EX12": "Musbury",
    # County Durham
    "DH1": "Durham;West Rainton;Pittington", "DH2": "Chester-le-Street;Pelton", "DH3": "Chester-le-Street;Lamesley",
    "DH4": "Houghton-Le-Spring;East Rainton", "DH5": "Hetton-Le-Hole;East Rainton", "DH6": "Coxhoe;Bowburn;Kelloe;South Hetton;Sherburn;Haswell",
    "DH7": "Brandon;Lanchester;Langley Park;Sacriston;Ushaw Moor", "DH8": "Consett;Castleside;Ebchester",
    "DH9": "Stanley;Annfield Plain;Tanfield", "SR1": "Sunderland", "SR2": "Sunderland;Ryhope", "SR3": "Sunderland",
    "SR4": "Sunderland", "SR5": "Sunderland", "SR6": "Sunderland;Whitburn", "SR7": "Seaham;Murton",
    "SR8": "Peterlee;Easington;Easington Colliery", "DL1": "Darlington", "DL2": "Darlington;Gainford;Heighington;Hurworth",
    "DL3": "Darlington", "DL4": "Shildon", "DL5": "Newton Aycliffe", "DL6": "East Cowton", "DL10": "Richmond;Scorton;Middleton Tyas",
    "DL11": "Reeth;Melsonby;Hutton Magna", "DL12": "Barnard Castle;Cotherstone;Middleton in Teesdale;Mickleton",
    "DL13": "Stanhope;Wolsingham;Tow Law;Frosterley", "DL14": "Bishop Auckland;Coundon;Evenwood", "DL15": "Crook;Willington",
    "DL16": "Spennymoor;Kirk Merrington;Byers Green", "DL17": "Ferryhill;Cornforth;Bishop Middleham",
    # Tees Valley
    "TS1": "Middlesbrough", "TS2": "Middlesbrough", "TS3": "Middlesbrough", "TS4": "Middlesbrough", "TS5": "Middlesbrough",
    "TS6": "Eston;South Bank", "TS7": "Nunthorpe", "TS8": "Middlesbrough", "TS9": "Stokesley;Great Ayton;Great Broughton",
    "TS10": "Redcar", "TS11": "Marske-by-the-Sea", "TS12": "Saltburn-by-the-Sea;Skelton", "TS13": "Lingdale",
    "TS14": "Guisborough", "TS15": "Yarm;Kirklevington", "TS16": "Eaglescliffe", "TS17": "Thornaby-on-Tees",
    "TS18": "Stockton-on-Tees", "TS19": "Stockton-on-Tees", "TS20": "Stockton-on-Tees", "TS21": "Sedgefield;Fishburn;Stillington",
    "TS22": "Billingham", "TS23": "Billingham", "TS24": "Hartlepool", "TS25": "Hartlepool;Greatham", "TS26": "Hartlepool",
    "TS27": "Hartlepool;Hawthorn;Elwick", "TS28": "Wingate", "TS29": "Trimdon;Trimdon Grange",
    # Gateshead, Newcastle and the Tyne
    "NE1": "Newcastle upon Tyne", "NE2": "Newcastle upon Tyne", "NE3": "Gosforth", "NE4": "Benwell;Newcastle upon Tyne",
    "NE5": "Newcastle upon Tyne", "NE6": "Newcastle upon Tyne", "NE7": "Newcastle upon Tyne;Gosforth", "NE8": "Gateshead",
    "NE9": "Gateshead", "NE10": "Felling", "NE11": "Gateshead;Lamesley", "NE12": "Wallsend;Gosforth", "NE13": "Gosforth",
    "NE15": "Newburn;Heddon on the Wall", "NE16": "Whickham;Burnopfield", "NE17": "Chopwell", "NE21": "Blaydon-on-Tyne",
    "NE28": "Wallsend", "NE29": "North Shields", "NE30": "Tynemouth;North Shields", "NE31": "Hebburn", "NE32": "Jarrow",
    "NE33": "South Shields", "NE34": "South Shields", "NE35": "The Boldons", "NE36": "East Boldon", "NE37": "Washington",
    "NE38": "Washington", "NE39": "Rowlands Gill", "NE40": "Prudhoe;Rowlands Gill", "NE41": "Wylam", "NE42": "Prudhoe",
    "NE43": "Stocksfield", "NE44": "Riding Mill", "NE45": "Corbridge", "NE46": "Hexham", "NE47": "Haydon Bridge",
}  # fmt: skip

# The outward code of a place where the one that covers the fewest places is not its own.
SETTLED = {"Lamesley": "NE11", "Musbury": "EX13"}

# Which council a settlement belongs to, from general knowledge. A name that two councils of the area share is left out, so that
# nobody is put under the wrong one.
COUNCILS = {
    "Bournemouth, Christchurch and Poole": "Bournemouth;Broadstone;Canford Heath;Christchurch;Parkstone;Poole",
    "Devon": "Axminster;Kilmington;Musbury",
    "Dorset": (
        "Alderholt;Arne;Beaminster;Bere Regis;Blandford Forum;Bourton;Bovington Camp;Bradford Abbas;"
        "Bridport;Broadwindsor;Burton Bradstock;Cerne Abbas;Charlton Marshall;Charminster;Charmouth;"
        "Chickerell;Chideock;Child Okeford;Corfe Castle;Cranborne;Dorchester;East Stour;Ferndown;"
        "Fortuneswell;Gillingham;Halstock;Iwerne Minster;Lyme Regis;Lytchett Matravers;Maiden Newton;"
        "Manston;Marnhull;Milborne St Andrew;Mosterton;Motcombe;Oborne;Overcombe;Pimperne;Portesham;"
        "Portland;Poyntington;Puddletown;Shaftesbury;Sherborne;Shillingstone;Sixpenny Handley;"
        "Spetisbury;St Leonards;Stalbridge;Stourpaine;Sturminster Marshall;Sturminster Newton;Swanage;"
        "Three Legged Cross;Verwood;Wareham;West Bay;Weymouth;Wimborne Minster;Winterborne Kingston;"
        "Winterborne Stickland;Winterbourne Abbas;Wool;Yetminster"
    ),
    "Hampshire": "Barton on Sea;Bransgore;Burley;Fordingbridge;New Milton;Ringwood;Sandleheath",
    "Somerset": (
        "Baltonsborough;Bruton;Butleigh;Castle Cary;Chard;Chilthorne Domer;Creech Saint Michael;"
        "Crewkerne;Curry Rivel;Fivehead;Haselbury Plucknett;Henlade;Henstridge;Ilchester;Ilminster;"
        "Ilton;Kingsbury Episcopi;Langport;Marston Magna;Martock;Merriott;Middlezoy;Milborne Port;"
        "Montacute;North Cadbury;North Curry;North Petherton;Odcombe;Othery;Queen Camel;"
        "South Petherton;Stoke-sub-Hamdon;Templecombe;Tintinhull;West Chinnock;West Coker;"
        "Westonzoyland;Wincanton;Winsham;Yeovil"
    ),
    "Wiltshire": (
        "Alderbury;Barford St Martin;Bower Chalke;Broad Chalke;Chicklade;Chilmark;Dinton;Downton;"
        "Fovant;Hindon;Mere;Middle Winterslow;Old Sarum;Pitton;Salisbury;Tisbury;Wilton;Zeals"
    ),
    "County Durham": (
        "Annfield Plain;Barnard Castle;Barningham;Bishop Auckland;Bishop Middleham;Bowburn;Bowes;"
        "Brandon;Brignall;Burnopfield;Byers Green;Castleside;Chester-le-Street;Cockfield;Consett;"
        "Cornforth;Cotherstone;Coundon;Coxhoe;Crook;Croxdale;Durham;Easington;Easington Colliery;"
        "Ebchester;Eggleston;Evenwood;Ferryhill;Fishburn;Frosterley;Gainford;Hamsterley;Haswell;"
        "High Etherley;Holwick;Hunwick;Hutton Magna;Kelloe;Kirk Merrington;Lanchester;Langley Park;"
        "Lartington;Low Etherley;Mickleton;Middleton in Teesdale;Muggleswick;Murton;Newton Aycliffe;"
        "Pelton;Peterlee;Pittington;Rokeby;Romaldkirk;Sacriston;Seaham;Sedgefield;Sherburn Hill;"
        "Shildon;South Hetton;Spennymoor;Staindrop;Stanhope;Stanley;Startforth;Tanfield;Thornley;"
        "Tow Law;Trimdon;Trimdon Grange;Ushaw Moor;West Rainton;Willington;Wingate;Witton Gilbert;"
        "Witton le Wear;Wolsingham"
    ),
    "Darlington": "Bishopton;Coatham Mundeville;Darlington;Heighington;High Coniscliffe;Hurworth;Summerhouse",
    "Gateshead": "Blaydon-on-Tyne;Chopwell;Felling;Gateshead;Lamesley;Rowlands Gill;Whickham",
    "Hartlepool": "Elwick;Greatham;Hartlepool",
    "Middlesbrough": "Middlesbrough",
    "Newcastle": "Benwell;Gosforth;Newburn;Newcastle upon Tyne",
    "North Tyneside": "North Shields;Tynemouth;Wallsend",
    "North Yorkshire": (
        "East Cowton;Great Ayton;Great Broughton;Ingleby Greenhow;Melsonby;Middleton Tyas;North Cowton;"
        "Reeth;Stokesley;Swainby"
    ),
    "Northumberland": (
        "Allendale Town;Bardon Mill;Corbridge;Haydon Bridge;Heddon on the Wall;Hexham;Prudhoe;"
        "Riding Mill;Slaley;Stocksfield;Wylam"
    ),
    "Redcar and Cleveland": (
        "Boosbeck;Eston;Guisborough;Kirkleatham;Lingdale;Marske-by-the-Sea;New Marske;Redcar;"
        "Saltburn-by-the-Sea;Skelton"
    ),
    "South Tyneside": "East Boldon;Hebburn;Jarrow;South Shields;The Boldons;Whitburn",
    "Stockton-on-Tees": "Billingham;Eaglescliffe;Kirklevington;Stockton-on-Tees;Thornaby-on-Tees;Yarm",
    "Sunderland": "East Rainton;Hetton-Le-Hole;Houghton-Le-Spring;Ryhope;Sunderland;Washington",
}  # fmt: skip
