/// A row of a profile's first page.
package struct Row: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case forYou
        /// The title's name.
        case becauseYouWatched(String)
        /// The person's name.
        case moreBy(String)
        case popularWithPeopleLikeYou
        case newAndLikelyYours
        case rediscover
    }

    package struct Item: Sendable, Hashable {
        package var title: String
        package var reason: Reason

        package init(title: String, reason: Reason) {
            self.title = title
            self.reason = reason
        }
    }

    package var kind: Kind
    package var items: [Item]

    package init(_ kind: Kind, _ items: [Item]) {
        self.kind = kind
        self.items = items
    }
}
