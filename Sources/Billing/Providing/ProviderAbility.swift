/// What not every provider can do. Pages offer only what the subscription's own provider can.
package enum ProviderAbility: String, Hashable, Sendable, CaseIterable {
    case subscriptions
    /// Charging nothing for a while.
    case pausing
    /// Changing the terms of a subscription that runs.
    case revising
    case refunds
    /// Taking now what could not be taken when it was due.
    case collecting
    /// The payer agrees on a page of the provider's and is taken in at once; else somebody says later that money came.
    case immediate
}
