"""Titles of people, and common first names by sex, for finding out whom `he` or `she` means."""

from reader.corpus.attribution.lexicon import wordset

TITLES = wordset(
    """mr mrs ms mx miss sir dr prof professor rev reverend sen senator senators rep reps
    representative gov governor president vice chairman chairwoman chair secretary minister prime
    chancellor mayor councillor councilman councilwoman judge justice attorney general gen lt col
    colonel major maj capt captain sgt sergeant officer chief detective inspector superintendent pope
    king queen prince princess lord lady dame cardinal bishop archbishop father sister brother rabbi
    imam sheikh director commissioner ambassador congressman congresswoman lawmaker spokesman
    spokeswoman spokesperson candidate coach analyst author actor actress singer host former ex then
    acting deputy assistant first republican democratic democrat conservative labour liberal the
    hopeful nominee rival frontrunner front-runner businessman billionaire mogul reporter
    correspondent editor columnist strategist adviser advisor manager leader ceo cfo founder"""
)
TITLE_SEX = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "king": "m",
    "prince": "m",
    "pope": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "lady": "f",
    "dame": "f",
    "queen": "f",
    "princess": "f",
    "sister": "f",
    "father": "m",
    "brother": "m",
    "congresswoman": "f",
    "congressman": "m",
    "spokeswoman": "f",
    "spokesman": "m",
    "chairman": "m",
    "chairwoman": "f",
}
MEN = wordset(
    """james john robert michael william david richard joseph thomas charles christopher daniel
    matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald
    edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon
    benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam
    nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry
    austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe
    logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley
    philip eugene tom tim jim bob bill mike steve dave dan chris matt tony nick ben sam ted rick ron
    ken jeff greg simon graham neil ian colin stuart nigel martin trevor barry derek gordon craig
    oliver harry hugh giles rupert alistair hamish angus boris jeremy rishi keir bernie marco jeb newt
    mitt barack rand mohammed muhammad mohamed ahmed ali omar hassan ibrahim abdul vladimir sergei
    emmanuel francois jean pierre hans karl carlos luis miguel jorge pedro antonio mario luigi
    giovanni francis pope reince lindsey"""
)
WOMEN = wordset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
    sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie
    dorothy rebecca sharon laura cynthia amy kathleen angela shirley brenda emma anna pamela nicole
    samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia
    julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan
    cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean
    alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa
    diana brittany doris kayla alexis lori marie hillary huma carly elizabeth nikki sue kate katie
    jane claire lucy theresa priti suella liz nicola yvette angela diane harriet jess zoe chloe fatima
    aisha malala leila amina angela ursula christine giorgia marine ivanka melania condoleezza loretta
    debbie wendy tina ellen gail tracy sally fiona heidi ingrid eva ada ida ines rosa elena"""
)
