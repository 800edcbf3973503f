"""The commonest words of English news, by which the direction of a word-for-word substitution is told."""

from reader.compare.tokens import FUNCTION_WORDS

_CONTENT_WORDS = """
    said say says people year years time day days week weeks month months new old first last next good
    better best great big small large high low long short early late right left many much little few lot
    several top make made makes making take took taken takes taking get got gets getting go goes going
    went gone come came comes coming see saw seen know knew known think thought want wanted use used using
    find found give gave given gives tell told work worked works working call called calls ask asked asks
    need needs needed feel felt become became leave keep kept let begin began help helped show showed
    shows shown hear heard play played plays playing run ran runs running move moved live lived believe
    hold held bring brought happen happened write wrote written provide sit stand stood lose lost pay paid
    meet met include including includes continue set learn change changed changes lead led understand
    watch follow followed following stop create speak spoke read spend grow open opened walk win won wins
    winning offer remember love consider appear buy wait serve die died send sent expect expected build
    stay fall cut reach reached kill killed remain put start started back home world life hand part place
    case company system program question government number night point water room mother father area money
    story fact book eye job word words business issue side kind head house service friend friends hour
    game games line end member members law car city community name president team minute idea body
    information nothing something anything everything parent face others level office door health person
    art war history party result morning reason research girl guy moment air teacher force education food
    state states country school family man men woman women child children student group problem police
    court really still even well around another however already always often never ever later away near
    almost enough yet though without within across behind along today yesterday tomorrow every three four
    five six seven eight nine ten two million hundred thousand half whole real sure free able strong
    possible important different national local public social young black white human political economic
    second third final full main major also way ways thing things out off like look looked looking season
    goal club coach player match market report reported reports plan plans power support deal decision
    news media interview death attack show
"""
COMMON_WORDS = FUNCTION_WORDS | frozenset(_CONTENT_WORDS.split())
