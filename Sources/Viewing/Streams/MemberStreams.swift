import KinoraDocuments

/// What an account plays at present: one document for each account, so that its streams are counted and one is added in a single step.
package struct MemberStreams: Record, Hashable {
    package static let schema = CollectionSchema("streams")

    package var live: [LiveStream]

    package init(live: [LiveStream]) {
        self.live = live
    }
}
