/// The one setting of the recommendations: weights and bounds, chosen on validation data of several sizes, never by what is then measured.
enum Tuning {
    // MARK: - What a watch writes into the graph

    /// So many of a profile's former titles a new one is tied to.
    static let widePast = 100
    /// Of these the newest are also tied by what follows what.
    static let nearPast = 50
    /// How fast "follows" fades, in titles between the two.
    static let nearFading: Float = 10
    /// What a tie counts against the order of watching, compared with one along it.
    static let backwards: Float = 0.5
    /// How much less a watch says the longer the history before it.
    static let historyPower: Float = 0.15
    /// A fraction of a tie is counted in so many steps, so that what was added can be taken away exactly.
    static let steps: Float = 16_384
    /// A watch counts as one from this share of the title on …
    static let leastCompletion: Float = 0.2
    /// … or from so many seconds on.
    static let leastSeconds: UInt32 = 1200

    // MARK: - What an answer reads of it

    /// How fast a profile's older titles fade, in titles: what comes next, the mood of these days, the taste.
    static let nextFading: Float = 3
    static let moodFading: Float = 10
    static let tasteFading: Float = 20
    static let contentFading: Float = 30
    /// Titles of a profile that an answer starts from.
    static let seeds = 40

    static let nextWeight: Float = 1
    static let moodWeight: Float = 0.9
    static let tasteWeight: Float = 0.5
    static let popularWeight: Float = 0.4
    static let contentWeight: Float = 0.3

    /// How much more content says of a title that too few people watched for ties to speak of it.
    static let quietWeight: Float = 0.4

    /// The mood of an evening fades: so many hours after the last watch it says half as much …
    static let moodHours: Float = 12
    /// … and what others watch these days says up to so much more.
    static let popularInstead: Float = 0.4

    /// How far a seed with many ties is spread thinner, and from which number on.
    static let sourcePower: Float = 0.7
    static let sourceShrinkage: Float = 5
    /// How far a title that is tied to everything is divided out.
    static let nearTargetPower: Float = 0.6
    static let wideTargetPower: Float = 0.6

    /// Popularity is of the last so many watches: an eighth of all, at least these.
    static let leastMemory: Double = 500
    static let memoryShare: Double = 8

    // MARK: - What profiles say themselves

    /// What asking for more, or less, of a genre or a person adds to a title's whole score or takes away: a third of the loudest voice, and one
    /// and a half times as much as it. Asked for, a genre fills four of five places of a list then, and the rest stays what it was; of one
    /// that is wanted less hardly a title is left (`LeaningTests`).
    static let moreOfIt: Float = 0.3
    static let lessOfIt: Float = 1.5
    /// The same in the voice of content, in shares of its loudest title.
    static let leaningContent: Float = 0.7
    /// What is left of the ties of a title of which less is wanted.
    static let lessTies: Float = 0.2

    // MARK: - Bounds

    /// Ties kept for one title; the weakest are let go.
    static let mostTies = 768
    /// Ties that stay when some must go.
    static let keptTies = 512
    /// Nodes (genres, people …) of one title.
    static let mostNodes = 64
    /// Nodes that a profile's taste is made of.
    static let tasteNodes = 48
    /// What speaks of other profiles rests on at least so many.
    static let leastPeople = 5
    /// Ties lead to no title that fewer profiles watched: who shares a title with one other must not learn what that one watches.
    static let leastWatchers = 5

    // MARK: - Titles that hardly anybody knows yet

    /// So many places of a list are given by all voices alone. From then on such titles are heard louder: …
    static let plainPlaces = 10
    /// … by so much where they are of the years that a profile watches, …
    static let louderYears: Float = 0.25
    /// … which fade so fast, in years; …
    static let yearSpread: Float = 5
    /// … where they are not old yet, …
    static let louderNew: Float = 0.2
    /// … which fades so fast, in years; …
    static let newYears: Float = 6
    /// … and by chance, fixed for a profile and a title, so that not all are shown the same.
    static let louderChance: Float = 0.15
    /// How far that chance decides among those that suit about equally, in a row of their own.
    static let quietChance: Float = 0.3
}
