package dk.samsyn.region.people;

/** Common Danish names; put together by chance, they belong to nobody. */
final class Names {
    private static final String[] WOMEN = {
        "Anne", "Kirsten", "Mette", "Hanne", "Anna", "Helle", "Susanne", "Lene", "Maria", "Marianne", "Inge", "Karen",
        "Lone", "Bente", "Camilla", "Pia", "Jette", "Charlotte", "Louise", "Inger", "Gitte", "Tina", "Ida", "Emma",
        "Sofie", "Freja", "Åse", "Birthe", "Ruth", "Signe"
    };
    private static final String[] MEN = {
        "Peter",
        "Michael",
        "Jens",
        "Lars",
        "Thomas",
        "Henrik",
        "Søren",
        "Christian",
        "Jan",
        "Martin",
        "Niels",
        "Anders",
        "Morten",
        "Jesper",
        "Hans",
        "Mads",
        "Rasmus",
        "Per",
        "Jørgen",
        "Ole",
        "Erik",
        "Kim",
        "Frederik",
        "Emil",
        "Noah",
        "Oskar",
        "Bent",
        "Aage",
        "Knud",
        "Viggo"
    };
    private static final String[] SURNAMES = {
        "Nielsen",
        "Jensen",
        "Hansen",
        "Pedersen",
        "Andersen",
        "Christensen",
        "Larsen",
        "Sørensen",
        "Rasmussen",
        "Jørgensen",
        "Petersen",
        "Madsen",
        "Kristensen",
        "Olsen",
        "Thomsen",
        "Christiansen",
        "Poulsen",
        "Johansen",
        "Møller",
        "Mortensen",
        "Knudsen",
        "Jakobsen",
        "Lund",
        "Holm",
        "Schmidt",
        "Østergaard",
        "Dahl",
        "Bæk",
        "Krogh",
        "Vestergaard"
    };

    private Names() {}

    static String of(Dice dice, boolean woman) {
        String[] given = woman ? WOMEN : MEN;
        String middle = dice.unit("name.middle", 0) < 0.3 ? pick(SURNAMES, dice.unit("name.middle", 1)) + " " : "";
        return pick(given, dice.unit("name.given", 0)) + " " + middle + pick(SURNAMES, dice.unit("name.last", 0));
    }

    private static String pick(String[] from, double u) {
        return from[(int) (u * from.length)];
    }
}
