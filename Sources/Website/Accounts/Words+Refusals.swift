import KinoraAccounts
import KinoraViewing

/// Why something that a person wanted is not done, in the reader's words.
extension Words {
    func refusal(_ refusal: MemberRefusal) -> String {
        switch refusal {
        case .addressTaken: self(.refusedAddressTaken)
        case .unknown: self(.refusedUnknownMember)
        case .aboveYou: self(.refusedAboveYou)
        case .lastOwner: self(.refusedLastOwner)
        }
    }

    func refusal(_ refusal: InvitationRefusal) -> String {
        switch refusal {
        case .outOfBounds: self(.refusedInvitationBounds, String(InvitationBook.mostPeople), String(InvitationBook.mostDays))
        case .roleTooHigh: self(.refusedInvitationRole)
        case .tooMany: self(.refusedInvitationsOut, String(InvitationBook.mostPeopleOfAMember))
        }
    }

    func refusal(_ refusal: IdentityRefusal) -> String {
        switch refusal {
        case .belongsToAnother: self(.refusedIdentityElsewhere)
        case .lastWayIn: self(.refusedLastWayIn)
        case .tooMany: self(.refusedIdentitiesFull, String(IdentityBook.mostOfAMember))
        }
    }

    func refusal(_ refusal: ListFull) -> String { self(.refusedListFull, String(MyList.most)) }

    func refusal(_ refusal: ProviderRefusal) -> String {
        switch refusal {
        case .declined(let provider): self(.providerDeclined, provider)
        case .stale: self(.providerStale)
        case .away(let provider, _): self(.providerAway, provider)
        case .untrusted(let provider, _): self(.providerUntrusted, provider)
        case .misconfigured(let provider, _): self(.providerMisconfigured, provider)
        }
    }
}
