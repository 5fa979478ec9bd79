import KinoraAccounts
import KinoraGate
import KinoraKernel

/// Everything about one's account in one place: what there is, how it stands, and the page where it is changed.
struct AccountPage: Sendable {
    struct Line: Sendable {
        var label: String
        /// How it stands.
        var state: String?
        var address: String
    }

    struct Group: Sendable {
        var heading: String
        var lines: [Line]
    }

    var heading: String
    var name: String
    var role: String
    var groups: [Group]

    init(_ member: Member, _ principal: Principal, _ rules: HouseRules, _ accounts: Accounts, _ words: Words) {
        heading = words(.account)
        name = member.name
        role = words.role(member.role)
        var people = [Line(label: words(.yourDetails), state: member.email, address: AccountPlace.details.address)]
        if principal.profile != nil {
            people.append(Line(label: words(.history), state: nil, address: Place.history(page: 1).address))
            people.append(Line(label: words(.taste), state: nil, address: Place.taste.address))
        }
        let mayInvite = principal.may(.manageMembers) || (rules.mayMembersInvite && principal.may(.invite))
        if mayInvite, principal.profile != nil {
            people.append(Line(label: words(.invitations), state: nil, address: AccountPlace.invitations.address))
        }
        groups = [
            Group(heading: words(.accountYou), lines: people),
            Group(
                heading: words(.accountSafety),
                lines: [
                    Line(
                        label: words(.password), state: words(member.password == nil ? .notSet : .isSet),
                        address: FactorPlace.password.address),
                    Line(label: words(.passkeys), state: nil, address: FactorPlace.passkeys.address),
                    Line(
                        label: words(.secondFactor), state: words(member.totp?.activeSince == nil ? .factorOff : .factorOn),
                        address: FactorPlace.secondFactor.address),
                    Line(label: words(.yourDevices), state: nil, address: AccountPlace.sessions.address),
                    Line(label: words(.televisionConnect), state: nil, address: TelevisionPlace.connect(code: nil).address),
                ]),
        ]
        if !accounts.providers.isEmpty {
            let line = Line(label: words(.identities), state: nil, address: IdentityPlace.identities.address)
            groups[1].lines.append(line)
        }
        groups.insert(Self.family(member, words), at: 1)
        groups[0].lines.append(
            Line(
                label: words(.language), state: LanguageTag(member.language ?? words(.languageTag)).endonym,
                address: DataPlace.language.address))
        if accounts.outbox.canDeliver {
            groups[0].lines.append(Line(label: words(.mailWishes), state: nil, address: DataPlace.mail.address))
        }
        groups.append(Self.data(words))
    }

    private static func data(_ words: Words) -> Group {
        Group(
            heading: words(.accountData),
            lines: [
                Line(label: words(.privacy), state: nil, address: DataPlace.privacy.address),
                Line(label: words(.yourData), state: nil, address: DataPlace.data.address),
                Line(label: words(.closeAccount), state: nil, address: DataPlace.close.address),
            ])
    }

    private static func family(_ member: Member, _ words: Words) -> Group {
        Group(
            heading: words(.accountFamily),
            lines: [
                Line(label: words(.profiles), state: words(.profilesHold), address: ProfilePlace.all.address),
                Line(
                    label: words(.pin), state: words(member.pin == nil ? .pinNone : .pinStands),
                    address: ProfilePlace.setPIN(next: nil).address),
            ])
    }
}
