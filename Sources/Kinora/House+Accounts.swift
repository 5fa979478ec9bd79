import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraWebsite
import Logging
import ServiceLifecycle

extension House {
    /// Everything about members.
    /// - Parameter address: where the links of letters lead.
    func accounts(_ address: OwnAddress) throws -> Accounts {
        let keys = try keys()
        let outbox = Outbox(
            store: store, keys: keys, time: time,
            writer: try LetterPages(house: settings.url.named, zone: settings.timeZone), postman: try settings.mail?.postman(time),
            enclosing: try WeasyPrint().map { try PaperEnclosures(store: store, printer: $0) })
        return Accounts(
            store: store, time: time, keys: keys, outbox: outbox, providers: settings.signIn.providers(time),
            requestReaders: settings.signIn.requestReaders(time), personal: Self.personal(in: store), link: { address.link(to: $0) })
    }

    /// The house's own secrets.
    func keys() throws -> HouseKeys { try KeysFile.keys(at: settings.keysFile, unless: folders.keys) }

    func admission(_ accounts: Accounts) -> Admission {
        Admission(
            doorkeeper: SessionDoorkeeper(accounts), cookie: SessionCookie(isSecure: settings.url.takesSecureCookies),
            proxies: ProxyList(Set(settings.proxies)))
    }

    /// Removes what is over: sessions, codes. When the house opens, and every hour. Erases closed accounts. And sends letters.
    func accountServices(_ accounts: Accounts) -> [any Service] {
        let log = logger("accounts")
        return [
            LongWork {
                while true {
                    do {
                        try await accounts.sweep()
                    } catch let error as StoreError {
                        log.warning("What is over could not be removed", metadata: ["reason": "\(error.sentence)"])
                    }
                    try await Task.sleep(for: .seconds(3600))
                }
            },
            LongWork {
                try await accounts.eraser.run { news in
                    switch news {
                    case .erased(let documents): log.notice("An account was erased", metadata: ["documents": "\(documents)"])
                    case .lastOwner: log.warning("The last owner's account is not erased; make somebody else an owner first")
                    case .trouble(let sentence): log.warning("Closed accounts could not be erased", metadata: ["reason": "\(sentence)"])
                    }
                }
            },
        ] + (accounts.outbox.canDeliver ? [LongWork { try await accounts.outbox.run { tell($0) } }] : [])
    }

    /// What became of a letter, for the log: its kind, and never to whom it goes.
    private func tell(_ news: LetterNews) {
        let log = logger("mail")
        switch news {
        case .sent(let kind): log.debug("A letter was sent", metadata: ["kind": "\(kind)"])
        case .putOff(let kind, let until, let reason):
            log.notice("A letter waits for another attempt", metadata: ["kind": "\(kind)", "until": "\(until)", "reason": "\(reason)"])
        case .givenUp(let kind, let reason):
            log.warning("A letter could not be sent", metadata: ["kind": "\(kind)", "reason": "\(reason)"])
        case .trouble(let sentence): log.warning("The outbox stands still", metadata: ["reason": "\(sentence)"])
        }
    }

    /// Tells the owner-to-be where to begin, in a house that has none.
    func announceFirstStart(_ accounts: Accounts) async {
        do {
            guard let link = try await accounts.reception.firstLink() else { return }
            Output.line("This house has no owner yet. Open this link, once, within a day, to become it: \(link)")
        } catch {
            logger("accounts").error("The link for the first owner cannot be made", metadata: ["error": "\(error)"])
        }
    }
}
