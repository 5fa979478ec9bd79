import KinoraDocuments
import KinoraKernel

extension Shelves {
    /// Which rows stand on the first page; the same for every audience.
    package var homePlan: HomePlanBook { HomePlanBook(store: store) }

    /// Tells what is written among the documents; nil in front of a store that tells it late.
    package func changeClock(
        time: any TimeSource, concern: @escaping @Sendable (DocumentChange) -> ChangeClock.Concern
    ) -> ChangeClock? {
        (store as? any PromptFeed).map { ChangeClock(store: $0, time: time, concern: concern) }
    }
}
